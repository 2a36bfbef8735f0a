// CRC-32 (IEEE 802.3, as in zip): tells damaged text from whole. No protection against anybody who means it.

const POLYNOMIAL = 0xedb88320;
export const CRC32_BYTES = 4;

/** Four bytes, big-endian. */
export function crc32(bytes: Uint8Array): Uint8Array {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? POLYNOMIAL : 0);
  }
  const sum = ~crc;
  return Uint8Array.of((sum >>> 24) & 0xff, (sum >>> 16) & 0xff, (sum >>> 8) & 0xff, sum & 0xff);
}
