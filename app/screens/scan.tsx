import { useEffect, useRef, useState } from 'preact/hooks'
import { lookUp, type Problem } from '../activation/activate.ts'
import { readPayload } from '../activation/payload.ts'
import { makeReader, openCamera } from '../activation/scan.ts'
import { back, open } from '../move.ts'
import { useApp } from '../state.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { ProblemNotice } from '../ui/problem.tsx'
import { activationWords } from '../words/activation.ts'

type Seeing = 'asking' | 'looking' | 'denied' | 'missing' | 'other-origin' | 'not-ours'
const lookEveryMilliseconds = 120

/** The camera, until it has seen one of our own codes. */
export function ScanScreen({ phone }: { phone: string }) {
  const { language } = useApp()
  const words = activationWords(language)
  const video = useRef<HTMLVideoElement>(null)
  const [seeing, setSeeing] = useState<Seeing>('asking')
  const [problem, setProblem] = useState<Problem>()

  useEffect(() => {
    let isOver = false
    let stream: MediaStream | undefined
    const look = async () => {
      const opened = await openCamera()
      if (typeof opened === 'string') {
        setSeeing(opened)
        return
      }
      stream = opened
      if (isOver || !video.current) {
        stop(stream)
        return
      }
      video.current.srcObject = stream
      // Leaving the screen interrupts what begins to play.
      const [read] = await Promise.all([makeReader(), video.current.play().catch(() => undefined)])
      if (isOver) return
      setSeeing('looking')
      while (!isOver && video.current) {
        const text = await read(video.current).catch(() => undefined)
        if (isOver) return
        const token = text === undefined ? undefined : judge(text)
        if (token !== undefined && (await follow(token))) return
        await new Promise((resolve) => setTimeout(resolve, lookEveryMilliseconds))
      }
    }
    const judge = (text: string) => {
      const payload = readPayload(text, location.origin)
      setSeeing(payload.ok ? 'looking' : payload.problem)
      return payload.ok ? payload.token : undefined
    }
    const refused = new Set<string>()
    const follow = async (token: string) => {
      if (refused.has(token)) return false
      const found = await lookUp(token)
      if (isOver) return true
      if (found.ok) {
        open({ at: 'preview', phone, token, asks: found.value })
        return true
      }
      if (found.problem.key === 'not-found') refused.add(token)
      setProblem(found.problem)
      return false
    }
    look().catch(() => setSeeing('missing'))
    return () => {
      isOver = true
      if (stream) stop(stream)
    }
  }, [])

  const isBlind = seeing === 'denied' || seeing === 'missing'
  return (
    <Page
      title={words.cameraTitle}
      actions={
        <button type="button" class="button secondary" onClick={back}>
          {words.cameraPassword}
        </button>
      }
    >
      {problem && <ProblemNotice language={language} problem={problem} />}
      {!isBlind && (
        <div class={seeing === 'looking' ? 'viewfinder live' : 'viewfinder'}>
          <video ref={video} muted playsInline aria-label={words.cameraPicture} />
        </div>
      )}
      <div role="status">
        {seeing === 'asking' && <p class="hint">{words.cameraAsking}</p>}
        {seeing === 'looking' && <p class="hint">{words.cameraLooking}</p>}
        {seeing === 'other-origin' && <Notice kind="bad">{words.cameraOther}</Notice>}
        {seeing === 'not-ours' && <Notice kind="bad">{words.cameraNotOurs}</Notice>}
        {seeing === 'denied' && <Notice kind="bad">{words.cameraDenied}</Notice>}
        {seeing === 'missing' && <Notice kind="bad">{words.cameraMissing}</Notice>}
      </div>
    </Page>
  )
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
