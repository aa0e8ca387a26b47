import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";

import { decodePayload } from "../../../geo/page/assets/model/decode.js";

const ROOT = new URL("../../../", import.meta.url);
const WRITE_PAYLOAD = `
import json
from geo.boundaries import committed_page
from geo.payload import Texts, payload
from geo import load
print(json.dumps(payload(load("data"), committed_page, Texts("A title"))))
`;

const written = JSON.parse(
    execFileSync(process.env.PYTHON ?? "python3", ["-c", WRITE_PAYLOAD], {
        cwd: ROOT,
        encoding: "utf-8",
        maxBuffer: 2 ** 26,
    }),
);

test("what Python writes is valid by the schema that JavaScript reads by", () => {
    const schema = JSON.parse(readFileSync(new URL("geo/payload/schema.json", ROOT), "utf-8"));
    const validate = new Ajv2020({ allErrors: true }).compile(schema);

    assert.ok(validate(written), JSON.stringify(validate.errors));
});

test("what Python writes is read back row for row", async () => {
    const model = await decodePayload(
        written,
        async (store, block) => written.blocks[store][block],
    );

    assert.equal(model.statements.count, 9);
    assert.deepEqual([...model.places].map((unit) => model.units.adcode[unit]).sort(), [
        "610500",
        "620500",
        "620600",
        "620900",
        "622900",
    ]);
    assert.equal((await model.texts.read(0))[5], "weinan-2016");
});
