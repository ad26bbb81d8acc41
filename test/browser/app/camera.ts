import { writeFileSync } from 'node:fs'
import encodeQR from 'qr'

const [width, height] = [640, 480]
const module = 9

/**
 * Writes what a camera would see of a screen with this QR code: one grey picture in the YUV4MPEG2 format, which
 * Chromium's fake camera repeats for ever. A little crooked in tone, never in shape: the decoder's own tests bend codes.
 */
export function filmQrCode(text: string, file: string): void {
  const modules = encodeQR(text, 'raw', { border: 4 })
  const side = modules.length * module
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)]
  const luma = Buffer.alloc(width * height, 90)
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const isDark = modules[Math.floor(y / module)]?.[Math.floor(x / module)]
      luma[(top + y) * width + left + x] = isDark ? 40 : 215
    }
  }
  writeFileSync(file, filmOf(luma, { width, height }))
}

/** One grey picture (a byte for each pixel) as a film of two equal frames. */
export function filmOf(luma: Buffer, size: { readonly width: number; readonly height: number }): Buffer {
  const chroma = Buffer.alloc((size.width * size.height) / 2, 128)
  const header = `YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma])
  return Buffer.concat([Buffer.from(header), frame, frame])
}
