/**
 * What a person decided about each proposal, and the rows that follow from it.
 */

import { csvHead, csvLine } from "../downloads/csv.js";

/**
 * @typedef {"open" | "accepted" | "rejected"} Decision
 * @typedef {{
 *     id: number, paragraph: number, start: number, end: number, text: string, role: string,
 *     status: string, adcode: string | null, candidates: string[], reason: string,
 *     row: Record<string, string>
 * }} Proposal
 * @typedef {{ en: string, zh: string, about: string, path: string, x: number, y: number }} Unit
 * @typedef {{
 *     title: string, lang: string, columns: string[], paragraphs: string[],
 *     proposals: Proposal[], units: Record<string, Unit>, ground: string[], box: number[]
 * }} Review
 */

/**
 * The decisions about the proposals of a text; listeners hear of each change.
 */
export class Decisions {
    /** @param {readonly Proposal[]} proposals */
    constructor(proposals) {
        /** @type {Map<number, Decision>} */
        this.made = new Map(proposals.map((each) => [each.id, "open"]));
        /** @type {Map<number, Record<string, string>>} */
        this.rows = new Map(proposals.map((each) => [each.id, { ...each.row }]));
        /** @type {number | null} */
        this.selected = null;
        /** @type {(() => void)[]} */
        this.listeners = [];
    }

    /** @param {() => void} listener */
    onChange(listener) {
        this.listeners.push(listener);
    }

    /**
     * @param {number} id
     * @param {Decision} decision
     */
    decide(id, decision) {
        this.made.set(id, decision);
        this.changed();
    }

    /**
     * @param {number} id
     * @param {string} column
     * @param {string} cell
     */
    set(id, column, cell) {
        const row = this.rows.get(id);
        if (row) {
            row[column] = cell;
            this.changed();
        }
    }

    /** @param {number | null} id */
    select(id) {
        this.selected = id;
        this.changed();
    }

    /** @returns {Record<Decision, number>} */
    counts() {
        const counts = { open: 0, accepted: 0, rejected: 0 };
        for (const decision of this.made.values()) {
            counts[decision] += 1;
        }
        return counts;
    }

    /**
     * @param {readonly string[]} columns
     * @returns {string}  The accepted rows as CSV, in the order of the text.
     */
    csv(columns) {
        const lines = [csvHead(columns)];
        for (const [id, row] of this.rows) {
            if (this.made.get(id) === "accepted") {
                lines.push(csvLine(columns.map((column) => row[column] ?? "")));
            }
        }
        return lines.join("");
    }

    changed() {
        for (const listener of this.listeners) {
            listener();
        }
    }
}
