/** Collects atom records one by one into columns. */

import type { AtomRows } from "./atom-rows.ts";

/** One atom record. */
export interface AtomRecord {
  readonly line: number;
  readonly isHet: boolean;
  readonly id: string;
  readonly symbol: string;
  readonly element: number;
  readonly name: string;
  readonly altLoc: string;
  readonly compId: string;
  readonly authAsymId: string;
  readonly authSeqId: number;
  readonly insCode: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly occ: number;
  readonly bIso: number;
  readonly charge: number;
  readonly model: number;
  readonly segment: number;
}

/** The columns of the records. Typed arrays are filled in a loop: their `from` is many times slower. */
export function toAtomRows(records: readonly AtomRecord[]): AtomRows {
  const n = records.length;
  const numbers = {
    line: new Int32Array(n),
    isHet: new Uint8Array(n),
    element: new Uint8Array(n),
    authSeqId: new Int32Array(n),
    xyz: new Float64Array(3 * n),
    occ: new Float64Array(n),
    bIso: new Float64Array(n),
    charge: new Int8Array(n),
    model: new Int32Array(n),
    segment: new Int32Array(n),
  };
  for (let i = 0; i < n; i++) {
    const record = records[i]!;
    numbers.line[i] = record.line;
    numbers.isHet[i] = record.isHet ? 1 : 0;
    numbers.element[i] = record.element;
    numbers.authSeqId[i] = record.authSeqId;
    numbers.xyz[3 * i] = record.x;
    numbers.xyz[3 * i + 1] = record.y;
    numbers.xyz[3 * i + 2] = record.z;
    numbers.occ[i] = record.occ;
    numbers.bIso[i] = record.bIso;
    numbers.charge[i] = record.charge;
    numbers.model[i] = record.model;
    numbers.segment[i] = record.segment;
  }
  return {
    nRows: n,
    ...numbers,
    id: records.map((record) => record.id),
    symbol: records.map((record) => record.symbol),
    name: records.map((record) => record.name),
    altLoc: records.map((record) => record.altLoc),
    compId: records.map((record) => record.compId),
    authAsymId: records.map((record) => record.authAsymId),
    insCode: records.map((record) => record.insCode),
  };
}
