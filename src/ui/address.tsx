/** An e-mail address that, where it must break, breaks after its @ and its dots and not within a word. */
export function Address({ children }: { children: string }) {
  const [first = '', ...others] = children.split(/(?<=[@.])/)
  return (
    <>
      {first}
      {others.map((part) => (
        <>
          <wbr />
          {part}
        </>
      ))}
    </>
  )
}
