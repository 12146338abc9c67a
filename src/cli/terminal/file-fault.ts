/** What the file system's codes mean to a user. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EAGAIN: 'there is nothing to read in it yet',
  EBUSY: 'it is in use',
  EEXIST: 'there is a file of that name already',
  EFBIG: 'the file is too large',
  EINVAL: 'the file system does not take it',
  EIO: 'the disk or the network failed',
  EISDIR: 'it is a folder, not a file',
  ELOOP: 'its symbolic links lead back to themselves',
  EMFILE: 'too many files are open (ulimit -n)',
  ENFILE: 'too many files are open on this machine',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ENXIO: 'nobody is at its other end',
  EPERM: 'no permission',
  EPIPE: 'its reader has closed it',
  EROFS: 'the file system is read-only',
};

/** Why a file could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
