/**
 * What goes with a download: what is in its files, whose they are; in both languages.
 */

import { citation, outlinesInWords } from "../words/citation.js";
import { shownInWords, titleIn, typedIn } from "../words/words.js";
import { citedAddress } from "./share.js";

/**
 * @param {import("../app.js").App} app
 * @returns {Record<string, string>}  Texts by the names of their files.
 */
export function readmeFiles(app) {
    const each = app.both().map((tr) => {
        const own = { ...app, tr: () => tr };
        const credit = typedIn(app.model, "credit", tr.lang);
        return {
            readme: tr.t("readme.text", {
                title: titleIn(app.model, tr.lang),
                years: shownInWords(app.model, app.frame(), tr),
                cite: citation(own, "txt", citedAddress(app), new Date()),
            }),
            licence: [tr.t("readme.licence"), credit, ...outlinesInWords(own)].filter(Boolean),
        };
    });
    return {
        "README.txt": `${each.map(({ readme }) => readme).join("\n\n")}\n`,
        "LICENCE.txt": `${each.map(({ licence }) => licence.join("\n")).join("\n\n")}\n`,
    };
}
