/**
 * The foot of the embedded look: a map does not travel without its sources, and leads to its page and
 * its downloads. And the height of the frame: as much as all of it needs.
 */

import { byId, el, setText } from "../dom/dom.js";
import { inOneLine } from "../words/i18n.js";
import { creditLines } from "./picture.js";
import { addressOf } from "./share.js";

/** Height of the map in a frame by its width, and the least and most of it, in pixels. */
const PROPORTION = 0.6;
const LEAST_PX = 300;
const MOST_PX = 600;
/** Sources of more letters, of which a Chinese character takes two, leave a small frame's map too little: they stand whole below it. */
const LONG = 480;
/** The layout may change with the height: after so many answers to one width it is left as it is. */
const MOST_TRIES = 4;

/**
 * @param {import("../app.js").App} app
 * @returns {import("../app.js").Part}
 */
export function createEmbedFoot(app) {
    const credit = el("p", {});
    const whole = el("p", { class: "whole", "aria-hidden": "true" });
    const link = el("a", { target: "_blank", rel: "noopener", onclick: lead });
    const foot = el("footer", { class: "foot" }, credit, link);
    if (document.documentElement.classList.contains("embed")) {
        byId("app").append(foot, whole);
        askForHeight();
    }

    /** The map may have moved since. */
    function lead() {
        link.href = addressOf(app, false);
    }

    return {
        render() {
            if (link.isConnected) {
                const words = inOneLine(creditLines(app));
                setText(credit, words);
                foot.classList.toggle(
                    "long",
                    words.replace(/[\u2e80-\uffef]/g, "zh").length > LONG,
                );
                setText(whole, credit.textContent ?? "");
                setText(link, app.tr().t("embed.full"));
                lead();
            }
        },
    };
}

/** Tell the page around the frame how high it has to be, again whenever that changes. */
function askForHeight() {
    const app = byId("app");
    let asked = { width: 0, height: 0, tries: 0 };

    function ask() {
        const { clientWidth: width } = document.documentElement;
        const stage = byId("stage").offsetHeight;
        const map = byId("map_pilotmap").offsetHeight || stage;
        const wanted = Math.min(MOST_PX, Math.max(LEAST_PX, Math.round(PROPORTION * width)));
        const height = contentHeight(app) - map + wanted;
        const tries = width === asked.width ? asked.tries + 1 : 0;
        if (width && height !== asked.height && tries <= MOST_TRIES) {
            asked = { width, height, tries };
            window.parent.postMessage({ pilotmapHeight: height }, "*");
        }
    }

    if (window.parent !== window) {
        const observer = new ResizeObserver(() => requestAnimationFrame(ask));
        for (const part of app.children) {
            observer.observe(part);
        }
    }
}

/** From the top of the first part to the end of the last. @param {HTMLElement} app */
function contentHeight(app) {
    const ends = [...app.children].map((part) =>
        part instanceof HTMLElement && getComputedStyle(part).position !== "absolute"
            ? part.offsetTop + part.offsetHeight
            : 0,
    );
    return Math.max(...ends);
}
