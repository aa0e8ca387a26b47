/**
 * What is made only when somebody turns to it, or once the first picture stands.
 */

import { byId, el } from "./dom.js";

/** @typedef {import("../model/types.js").State} State */

/**
 * What the first picture does without: its script is run when somebody asks for something in it, at
 * the latest once all else stands.
 */
export function tools() {
    if (!pilotmap.tools) {
        const script = el("script", {});
        script.textContent = byId("pilotmap-tools").textContent;
        document.head.append(script);
    }
    return /** @type {NonNullable<typeof pilotmap.tools>} */ (pilotmap.tools);
}

/**
 * A part that is made when it is first seen, or asked for what it lends; until then it stands hidden
 * and empty.
 * @template {import("../app.js").Part} Made
 * @param {() => Made} make
 * @param {import("../model/types.js").View | "panel"} where  The view that is the part; or the panel,
 *     which shows what is chosen.
 * @param {(keyof Made & string)[]} [lent]
 * @returns {Made & {make: () => Made}}
 */
export function later(make, where, lent = []) {
    /** @type {Made | null} */
    let made = null;
    const part = () => {
        made ??= make();
        return made;
    };
    const lends = lent.map((name) => [
        name,
        (/** @type {unknown[]} */ ...values) => /** @type {any} */ (part()[name])(...values),
    ]);
    return /** @type {any} */ ({
        ...Object.fromEntries(lends),
        make: part,
        render(/** @type {State} */ state, /** @type {State | null} */ previous) {
            const { view, unit, site } = state;
            if (made || (where === "panel" ? unit || site >= 0 : view === where)) {
                part().render(state, previous);
            }
        },
    });
}

/** @param {() => {prepare: () => void, restore: () => void}} make */
export function printWith(make) {
    /** @type {ReturnType<typeof make> | undefined} */
    let printing;
    const prepare = () => {
        printing ??= make();
        printing.prepare();
    };
    const restore = () => printing?.restore();
    window.addEventListener("beforeprint", prepare);
    window.addEventListener("afterprint", restore);
    // A preview that only switches the medium tells so here.
    matchMedia("print").addEventListener("change", ({ matches }) =>
        matches ? prepare() : restore(),
    );
}
