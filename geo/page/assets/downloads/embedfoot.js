/**
 * The foot of the embedded look: a map does not travel without its sources, and leads to its page.
 */

import { byId, el, setText } from "../dom/dom.js";
import { creditLines } from "./picture.js";
import { addressOf } from "./share.js";

/**
 * @param {import("../app.js").App} app
 * @returns {import("../app.js").Part}
 */
export function createEmbedFoot(app) {
    const credit = el("p", {});
    const link = el("a", { target: "_blank", rel: "noopener" });
    if (document.documentElement.classList.contains("embed")) {
        byId("app").append(el("footer", { class: "foot" }, credit, link));
    }
    return {
        render() {
            if (link.isConnected) {
                setText(credit, creditLines(app).join(" "));
                setText(link, app.tr().t("embed.full"));
                link.href = addressOf(app, false);
            }
        },
    };
}
