/** Reads QR codes out of a running video; undefined where a picture holds none. */
export type Reader = (video: HTMLVideoElement) => Promise<string | undefined>

type Detector = { detect(source: HTMLVideoElement): Promise<{ readonly rawValue: string }[]> }
type DetectorClass = {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own detector where it has one for QR codes, else our bundled decoder, fetched now. */
export async function makeReader(): Promise<Reader> {
  const { BarcodeDetector: Native } = window as Window & { BarcodeDetector?: DetectorClass }
  const formats = (await Native?.getSupportedFormats().catch(() => [])) ?? []
  if (!Native || !formats.includes('qr_code')) return (await import('./decoder.ts')).makeDecoder()
  const detector = new Native({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

/** Opens the camera that looks away from the person. */
export async function openCamera(): Promise<MediaStream | 'denied' | 'missing'> {
  if (!navigator.mediaDevices?.getUserMedia) return 'missing'
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
    })
  } catch (error) {
    const isDenied = error instanceof DOMException && /NotAllowed|Security/.test(error.name)
    return isDenied ? 'denied' : 'missing'
  }
}
