/**
 * How much of a long list goes onto paper, and what is said of the rest.
 */

export const MOST_PLACES_PRINTED = 5000;
export const MOST_STATEMENTS_PRINTED = 2000;

/**
 * @param {import("../app.js").App} app
 * @returns {string[]}  Empty where all of it is printed.
 */
export function leftOutInPrint({ model, frame, tr }) {
    const { named, possible, state } = frame();
    const { t } = tr();
    const [total, statements] = [named + possible, model.texts.count];
    return [
        total > MOST_PLACES_PRINTED ? t("print.places", { n: MOST_PLACES_PRINTED, total }) : "",
        state.view === "map" && statements > MOST_STATEMENTS_PRINTED
            ? t("print.statements", { n: statements })
            : "",
    ].filter(Boolean);
}
