import { present, type Screen } from './screen.ts'
import { FeedScreen } from './screens/feed/feed.tsx'
import { NumberScreen } from './screens/number.tsx'
import { PhoneScreen } from './screens/phone.tsx'
import { AgreementScreen, DeclinedScreen, RemovedScreen, UnsupportedScreen } from './screens/plain.tsx'
import { PreviewScreen } from './screens/preview.tsx'
import { RegisteredScreen } from './screens/registered.tsx'
import { ScanScreen } from './screens/scan.tsx'
import { SecondScreen } from './screens/second.tsx'
import { SmsScreen } from './screens/sms.tsx'
import { useApp } from './state.ts'

/** The screen where the person is. */
export function App() {
  const { path } = useApp()
  const screen = present(path)
  return (
    <div key={`${path.length}-${screen.at}`} class="screen">
      {drawn(screen)}
    </div>
  )
}

function drawn(screen: Screen) {
  switch (screen.at) {
    case 'number':
      return <NumberScreen token={screen.token} />
    case 'second':
      return <SecondScreen phone={screen.phone} />
    case 'scan':
      return <ScanScreen phone={screen.phone} />
    case 'preview':
      return <PreviewScreen phone={screen.phone} token={screen.token} asks={screen.asks} />
    case 'sms':
      return <SmsScreen claim={screen.claim} />
    case 'declined':
      return <DeclinedScreen />
    case 'registered':
      return <RegisteredScreen registered={screen.registered} />
    case 'feed':
      return <FeedScreen />
    case 'phone':
      return <PhoneScreen />
    case 'agreement':
      return <AgreementScreen />
    case 'removed':
      return <RemovedScreen />
    case 'unsupported':
      return <UnsupportedScreen />
  }
}
