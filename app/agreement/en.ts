import type { AppAgreement } from './text.ts'

export const agreement: AppAgreement = {
  title: 'Agreement about the ED24 app',
  parts: [
    {
      heading: '1. What the app is for',
      body: [
        'ED24 shows the confirmation codes and notices of the personal account on your phone. It is run by the organisation that runs the personal account (the operator); its contact stands on the pages of the personal account.',
      ],
    },
    {
      heading: '2. What is kept on the phone',
      body: [
        'The key of this installation: it is made on this phone, cannot be copied and is never sent anywhere.',
        'The feed as last received, the language and your choice about notices. Confirmation codes are not kept on the phone.',
      ],
    },
    {
      heading: '3. What the operator receives',
      body: [
        'The phone number that you entered, the public half of the key, the name of the device and browser, the network address and the times of use. The camera works only while a QR code is scanned, and its picture never leaves the phone. Contacts and location are not collected.',
        'The data are kept on servers in the Republic of Kazakhstan under Law No. 94-V of 21 May 2013 “On Personal Data and their Protection”.',
      ],
    },
    {
      heading: '4. Notices',
      body: [
        'If you turn them on, the signal passes through the service of the phone’s or browser’s maker, abroad as well. It holds none of your data and no code, only the request to open the app.',
      ],
    },
    {
      heading: '5. What matters from you',
      body: [
        'Install ED24 on your own phone and lock its screen with a code or a fingerprint. Show codes to nobody: the operator never asks for them. If a request arrives that you did not make, tap “It’s not me”.',
        'If you lose the phone, remove the installation in the section “Security” of the personal account.',
      ],
    },
    {
      heading: '6. How long the agreement holds',
      body: [
        'For as long as the app is installed. You can withdraw at any time: “This phone”, “Remove the app from this phone”. The key is erased at once and the phone is no longer connected to the accounts. The operator keeps the record of security events as the law demands.',
      ],
    },
  ],
}
