// Bundles the widget into one file, under its plain name and under one that holds its hash.
// Earlier hashed files stay, so that pages which name one by its hash go on working.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { build, transform } from "esbuild";

const { positionals } = parseArgs({ allowPositionals: true });
const out = positionals[0] ?? "../.build/widget";

const minifiedStyles = {
  name: "minified styles",
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        loader: "css",
        minify: true,
      });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ["src/cramp-chat.ts"],
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  banner: {
    js: "/* Muscle cramp assistant, Apache-2.0. Holds Lit (BSD-3-Clause), marked (MIT). */",
  },
  plugins: [minifiedStyles],
  write: false,
});
const code = outputFiles[0].contents;
const hash = createHash("sha256").update(code).digest("hex").slice(0, 16);
await mkdir(out, { recursive: true });
await writeFile(`${out}/${hash}.js`, code);
await writeFile(`${out}/widget.js`, code);
