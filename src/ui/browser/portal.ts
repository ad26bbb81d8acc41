import { KabinetActivated } from './activated.ts'
import { askAtOnce, openDialogs } from './dialogs.ts'
import { focusProblems } from './error-summary.ts'
import { KabinetFeed } from './feed.ts'
import { KabinetIdle } from './idle.ts'
import { liveRules } from './password-rules.ts'
import { printPages } from './print.ts'
import { KabinetRecovery } from './recovery.ts'
import { sendOnce } from './send-once.ts'
import { showPasswords } from './show-password.ts'
import { neverStale } from './stale.ts'

// Every page works without this file. A module runs after the page is parsed, so everything is there.
focusProblems(document)
showPasswords(document)
liveRules(document)
sendOnce(document)
openDialogs(document)
printPages(document)
askAtOnce(document)
neverStale()
customElements.define('kabinet-activated', KabinetActivated)
customElements.define('kabinet-feed', KabinetFeed)
customElements.define('kabinet-idle', KabinetIdle)
customElements.define('kabinet-recovery', KabinetRecovery)
