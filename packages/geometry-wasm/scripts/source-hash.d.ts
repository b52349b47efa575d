/** SHA-256 (hex) of assembly/, the build script and the AssemblyScript version. */
export declare function sourceHash(): string;
//# sourceMappingURL=source-hash.d.ts.map
