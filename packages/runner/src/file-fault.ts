/** Turns what the operating system says of a file into a sentence for the user. */

import { InputError } from "@cryoreel/core";

/** What each code of a failed file operation means and what to do; others are bugs and pass through. */
const meanings: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder; check the path",
  EACCES: "permission was denied; check who may read or write it",
  EPERM: "the operation is not permitted; check who may read or write it",
  EISDIR: "it is a folder, where a file is expected",
  ENOTDIR: "a part of the path is a file, where a folder is expected",
  ENOSPC: "the disk is full; free some space, or choose another folder with --out",
  EDQUOT: "the disk quota is used up; free some space, or choose another folder with --out",
  EROFS: "the file system is read-only; choose another folder with --out",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "the links of the path go round in circles",
  EFBIG: "the file is too large for the file system",
  EIO: "the disk failed to read or write it",
};

/** An InputError in place of a failed file operation; anything else comes back as it is. */
export function fileFault(error: unknown, path: string, what: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  const meaning = code === undefined ? undefined : meanings[code];
  return meaning === undefined ? error : new InputError(`${what} ${path}: ${meaning}`, { file: path });
}
