export type TarFormat = "tar" | "cpio" | "tar.gz" | "tar.xz" | "tar.bz2" | "tar.zst" | "tar.lz4";
export type ArchiveFormat = TarFormat | "zip";
