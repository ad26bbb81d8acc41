import decodeQR from 'qr/decode.js'
import type { Reader } from './scan.ts'

/** The longer side of the picture that is searched: sharp enough for a code that fills a third of it. */
const longSide = 800
const patienceMilliseconds = 60

/** Our own decoder, for browsers that have none. */
export function makeDecoder(): Reader {
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, longSide / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    if (!pen || canvas.width === 0 || canvas.height === 0) return undefined
    pen.drawImage(video, 0, 0, canvas.width, canvas.height)
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height), {
        timeLimit: patienceMilliseconds,
      })
    } catch {
      // It throws where a picture holds no code, which most pictures do.
      return undefined
    }
  }
}
