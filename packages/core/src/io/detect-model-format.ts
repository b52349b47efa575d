/** Tells the format of a model from its first bytes, and names what a wrong file is. */

import { inputFault, placeOf, type ReadOptions, shown } from "./input-fault.ts";
import type { ModelFormat } from "./model-file.ts";

const pdbRecords =
  /^(HEADER|OBSLTE|TITLE |SPLIT |CAVEAT|COMPND|SOURCE|KEYWDS|EXPDTA|NUMMDL|MDLTYP|AUTHOR|REVDAT|SPRSDE|JRNL {2}|REMARK|DBREF|SEQADV|SEQRES|MODRES|HET {3}|HETNAM|HETSYN|FORMUL|HELIX |SHEET |TURN {2}|SSBOND|LINK {2}|CISPEP|SITE {2}|CRYST1|ORIGX\d|SCALE\d|MTRIX\d|MODEL |ATOM {2}|HETATM|ANISOU|TER|USER|CONECT|MASTER|END)/m;

/** Beginnings of text files that people pass by mistake. */
const foreignTexts: readonly [RegExp, string][] = [
  [/^\s*<(!doctype|html)/i, "is a web page; the download failed"],
  [/^\s*<\?xml/i, "is XML; convert it to mmCIF"],
  [/^\s*[{[]/, "is JSON; convert it to mmCIF"],
  [/^>/, "is a FASTA sequence"],
];

/** First bytes of binary files that people pass by mistake. */
const foreignBytes: readonly [readonly number[], string][] = [
  [[0x50, 0x4b, 3, 4], "is a zip archive; unpack it"],
  [[0x89, 0x50, 0x4e, 0x47], "is a picture"],
  [[0xff, 0xd8, 0xff], "is a picture"],
  [[0x25, 0x50, 0x44, 0x46], "is a PDF document"],
  [[0x42, 0x5a, 0x68], "is compressed with bzip2; use gzip"],
  [[0xfd, 0x37, 0x7a, 0x58], "is compressed with xz; use gzip"],
  [[0x28, 0xb5, 0x2f, 0xfd], "is compressed with zstd; use gzip"],
  [[0x89, 0x48, 0x44, 0x46], "is HDF5"],
];

/** What a foreign file is, or undefined. */
function foreignKind(bytes: Uint8Array, head: string): string | undefined {
  const binary = foreignBytes.find(([magic]) => magic.every((byte, i) => bytes[i] === byte));
  return (binary ?? foreignTexts.find(([pattern]) => pattern.test(head)))?.[1];
}

/** The format. Empty and foreign files are InputErrors that say what they are. */
export function detectModelFormat(bytes: Uint8Array, options: ReadOptions): ModelFormat {
  if (bytes.length === 0) throw inputFault(placeOf(options), "the file is empty (0 bytes)");
  const latin = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  const head = latin(0, 4096).replace(/^\u00ef\u00bb\u00bf/, "");
  if (/^[\u0080-\u008f\u00de\u00df]/.test(head) && /dataBlocks|encoder|version/.test(head)) return "bcif";
  const what = foreignKind(bytes, head);
  if (what) throw inputFault(placeOf(options), `the file ${what}; a model is PDB, mmCIF or BinaryCIF`);
  if (latin(208, 212) === "MAP ") {
    throw inputFault(placeOf(options), "the file is a density map, not a model; pass it as --map");
  }
  const text = head.replace(/^(\s*#[^\n]*\n|\s+)+/, "");
  if (/^data_/i.test(text)) return "mmcif";
  if (pdbRecords.test(head.replace(/\r/g, ""))) return "pdb";
  if (/^(loop_|_\w)/i.test(text)) return "mmcif";
  throw inputFault(
    placeOf(options),
    `the file is no model: it begins with ${shown(head.trim().split("\n", 1)[0]!, 30)}; give PDB, mmCIF or BinaryCIF, also .gz`,
  );
}
