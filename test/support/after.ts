/*
 * What the kits of this folder do after every test and after every file. They stay loaded from file to file, and a hook of
 * vitest belongs to the file that is being read: so `hooks.ts` takes them up anew for each.
 */
type Step = () => void | Promise<void>
const afterTest: Step[] = []
const afterFile: Step[] = []

/** What happens after every test, whichever file it is in. Called while a module is read. */
export function afterEachTest(step: Step): void {
  afterTest.unshift(step)
}

/** What happens after the last test of every file. Called while a module is read. */
export function afterEachFile(step: Step): void {
  afterFile.unshift(step)
}

/** Takes every step, those of the module that was read last first, and throws what the first of them has thrown. */
export async function takeSteps(when: 'test' | 'file'): Promise<void> {
  const faults: unknown[] = []
  for (const step of when === 'test' ? afterTest : afterFile) {
    try {
      await step()
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
}
