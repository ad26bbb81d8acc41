import type { AgreementText } from '../text.ts'

export const contactsEn: AgreementText = {
  title: 'Consent to the use of contact details for receiving information, alerts and notices',
  opening:
    'You give this consent under Law No. 94-V of the Republic of Kazakhstan of 21 May 2013 “On Personal Data and their Protection”. It says which data the personal account needs to tell you what matters, and what happens to them.',
  parts: [
    {
      heading: '1. To whom you give consent',
      body: [
        'You give consent to the organisation that runs the personal account (the operator). Its contact stands at the end of this page. It answers for your data to you and before the law.',
        'The consent is given by you yourself, the person whose IIN is entered at sign-in.',
      ],
    },
    {
      heading: '2. Which data are used',
      body: [
        [
          'the mobile phone number that stands behind your account;',
          'your IIN and name: they are needed so that a message reaches you and nobody else;',
          'the language to write to you in;',
          'the installations of the ED24.kz app that you connect to the account yourself;',
          'the time, sending and receipt of messages, the browser and the network address from which consent was given.',
        ],
        'Biometric data, your list of contacts and the location of your phone are not collected.',
      ],
    },
    {
      heading: '3. What for',
      body: [
        [
          'to tell you about the queue, a referral, enrolment and attendance at kindergarten;',
          'to warn you of a sign-in, a change of password and other security events;',
          'to send requests and codes when you recover access;',
          'to answer you when you have asked for help.',
        ],
        'Contact details are not used for advertising and are not sold to anyone.',
      ],
    },
    {
      heading: '4. How messages reach you',
      body: [
        'Messages appear in the event feed of the account and in the ED24.kz app if you have installed it. The operator may also send an SMS. Messages are free; you pay your own carrier for the internet.',
        'A message on a locked screen holds no names, no IIN and no codes. The operator never asks you to tell a password or a code.',
      ],
    },
    {
      heading: '5. Who else sees the data',
      body: [
        [
          'the queue systems INDIGO, SAKURA, MINDAL, MALAHIT and AZAMAT, as far as your child is concerned;',
          'the mobile-citizens register (BMG): the operator may ask whether the number stands under your IIN;',
          'the telecommunications carrier: the number to which an SMS is sent;',
          'state bodies, only where the law demands it.',
        ],
        'There are no other third parties. The data are not published in open sources.',
      ],
    },
    {
      heading: '6. Where they are kept and how they are protected',
      body: [
        'The data are kept on servers in the Republic of Kazakhstan. The IIN, the name and the number are encrypted.',
        'Personal data are not sent abroad. If you turn on notifications in the app, the signal to your phone passes through the service of its maker, abroad as well; the signal holds none of your data, only the request to open the app.',
        'If the protection of the data is broken, the operator reports it to the authorised body within one working day and informs the people affected.',
      ],
    },
    {
      heading: '7. How long the consent holds',
      body: [
        'The consent holds from the moment you sign in with it and for as long as you have an account. When the purpose is met or the consent is withdrawn, the contact details are erased, except those that the law orders to be kept.',
        'The operator keeps a record of the consent: the document, its version, the language, the time and the network address.',
      ],
    },
    {
      heading: '8. How to withdraw consent, and your rights',
      body: [
        'You can withdraw consent at any time: ask the operator through the contact at the end of the page. After that no messages will come. Since the account cannot protect your sign-in without contact details, the consent will be needed again when you next sign in.',
        'A withdrawal has no effect where it contradicts the law or an obligation remains unfulfilled.',
        [
          'You can learn which of your data are kept and obtain a copy;',
          'have inaccurate data corrected;',
          'demand that the use of the data stop or that they be erased;',
          'complain to the authorised body for the protection of personal data or to a court.',
        ],
      ],
    },
  ],
}
