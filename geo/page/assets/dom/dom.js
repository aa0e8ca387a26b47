/**
 * The one way text reaches the document: as text. No markup is ever parsed.
 */

/**
 * @typedef {Node | string | null | false | undefined} Child
 * @typedef {Record<string, string | number | boolean | null | undefined |
 *     ((event: any) => void)>} Props
 */

/**
 * Make an element. `on…` properties are listeners, `true` and `false` set and leave out an
 * attribute, everything else is an attribute; children that are strings become text nodes.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    setProps(node, props);
    node.append(...kept(children));
    return node;
}

/**
 * Make an SVG element, by the same rules as `el`.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Props} [props]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, props = {}, ...children) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    setProps(node, props);
    node.append(...kept(children));
    return node;
}

/**
 * @param {Element} node
 * @param {Props} props
 */
export function setProps(node, props) {
    for (const [name, value] of Object.entries(props)) {
        if (typeof value === "function") {
            node.addEventListener(name.slice(2), value);
        } else if (value === false || value === null || value === undefined) {
            node.removeAttribute(name);
        } else {
            const text = value === true ? "" : String(value);
            if (node.getAttribute(name) !== text) {
                node.setAttribute(name, text);
            }
        }
    }
}

/**
 * Put a text into an element; one that stands there already costs no layout.
 * @param {Element} node
 * @param {string} text
 */
export function setText(node, text) {
    if (node.textContent !== text) {
        node.textContent = text;
    }
}

/**
 * Hide an element or show it; styles are looked up anew only if it was not so before.
 * @param {HTMLElement} node
 * @param {boolean} hidden
 */
export function setHidden(node, hidden) {
    if (node.hidden !== hidden) {
        node.hidden = hidden;
    }
}

/** Nodes that are not shown are forgotten beyond this number. */
const MOST_KEPT = 2000;

/**
 * The children of an element, told apart by keys: those with keys that were there stay the nodes
 * they were, with the focus that is in them; only others are made.
 * @param {Element} parent  Holds nothing but what this list puts there.
 */
export function keyedChildren(parent) {
    /** @type {Map<string, Element>} */
    let shown = new Map();
    /** Those that were shown before: who goes through the years comes back to them. */
    const kept = /** @type {Map<string, Element>} */ (new Map());
    return {
        /**
         * @param {readonly string[]} keys  What looks different has another key.
         * @param {(index: number) => Element} make
         */
        show(keys, make) {
            const find = (/** @type {string} */ key) => shown.get(key) ?? kept.get(key);
            const next = new Map(keys.map((key, i) => [key, find(key) ?? make(i)]));
            if (kept.size > MOST_KEPT) {
                kept.clear();
            }
            const gone = [...shown].filter(([key]) => !next.has(key));
            for (const [key, node] of gone) {
                kept.set(key, node);
            }
            if (gone.length === shown.size) {
                parent.replaceChildren(...next.values());
            } else {
                for (const [, node] of gone) {
                    node.remove();
                }
                let i = 0;
                for (const node of next.values()) {
                    if (parent.children[i] !== node) {
                        parent.insertBefore(node, parent.children[i] ?? null);
                    }
                    i++;
                }
            }
            shown = next;
        },
        /**
         * Make what will be shown, if it is not there.
         * @param {string} key
         * @param {() => Element} make
         */
        prepare(key, make) {
            if (!shown.has(key) && !kept.has(key) && kept.size < MOST_KEPT) {
                kept.set(key, make());
            }
        },
    };
}

/**
 * A link to a web page, or plain text where the address is anything else (`javascript:`, a file).
 * @param {string} address
 * @param {string} text
 * @returns {HTMLElement}
 */
export function webLink(address, text) {
    if (!isWebAddress(address)) {
        return el("span", {}, text);
    }
    return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** @param {[string, string][]} parts  Texts and where they lead. */
export const creditOf = (parts) => parts.map(([text, address]) => webLink(address, text));

/**
 * @param {string} address
 * @returns {boolean}
 */
export function isWebAddress(address) {
    try {
        return /^https?:$/.test(new URL(address).protocol) && /^https?:\/\//i.test(address.trim());
    } catch {
        return false;
    }
}

/**
 * The element with this id; the page's own document has it, so its absence is our defect.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
    const node = document.getElementById(id);
    if (!node) {
        throw new Error(`the page has no element #${id}`);
    }
    return node;
}

/**
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
function kept(children) {
    return /** @type {(Node | string)[]} */ (
        children.filter((child) => child !== null && child !== false && child !== undefined)
    );
}
