/** Tells a password manager whose password the form holds, where the page does not show it (ASVS 5.0 V6.2.7). */
export function UnseenUsername({ value, label }: { value: string; label: string }) {
  return (
    <input
      class="unseen"
      type="text"
      name="username"
      value={value}
      autocomplete="username"
      readonly
      tabindex={-1}
      aria-label={label}
    />
  )
}
