/** A sentence around a masked number, which must not break in its middle. `say` puts what it is given into its place. */
export function Phrase({ say, whole }: { say: (whole: string) => string; whole: string }) {
  const [before = '', after = ''] = say('\0').split('\0')
  return (
    <p>
      {before}
      <span class="whole">{whole}</span>
      {after}
    </p>
  )
}
