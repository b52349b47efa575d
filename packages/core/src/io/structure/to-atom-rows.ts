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

/** The columns of the records. */
export function toAtomRows(records: readonly AtomRecord[]): AtomRows {
  const xyz = new Float64Array(3 * records.length);
  records.forEach((record, i) => {
    xyz[3 * i] = record.x;
    xyz[3 * i + 1] = record.y;
    xyz[3 * i + 2] = record.z;
  });
  return {
    nRows: records.length,
    line: Int32Array.from(records, (record) => record.line),
    isHet: Uint8Array.from(records, (record) => Number(record.isHet)),
    id: records.map((record) => record.id),
    symbol: records.map((record) => record.symbol),
    element: Uint8Array.from(records, (record) => record.element),
    name: records.map((record) => record.name),
    altLoc: records.map((record) => record.altLoc),
    compId: records.map((record) => record.compId),
    authAsymId: records.map((record) => record.authAsymId),
    authSeqId: Int32Array.from(records, (record) => record.authSeqId),
    insCode: records.map((record) => record.insCode),
    xyz,
    occ: Float64Array.from(records, (record) => record.occ),
    bIso: Float64Array.from(records, (record) => record.bIso),
    charge: Int8Array.from(records, (record) => record.charge),
    model: Int32Array.from(records, (record) => record.model),
    segment: Int32Array.from(records, (record) => record.segment),
  };
}
