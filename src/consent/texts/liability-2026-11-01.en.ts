import type { AgreementText } from '../text.ts'

export const liabilityEn: AgreementText = {
  title: 'Agreement on the responsibility of the parties',
  opening:
    'This is an agreement between you and the organisation that runs the personal account (the operator; its contact stands at the end of the page). It says what you do, what the operator does and who answers for what.',
  parts: [
    {
      heading: '1. What the personal account is',
      body: [
        'The personal account is one sign-in for the kindergarten-queue systems INDIGO, SAKURA, MINDAL, MALAHIT and AZAMAT. A queue system makes the account under the IIN of the person who applied. The account shows events, facts about the children and security settings.',
        'Using the account is free.',
      ],
    },
    {
      heading: '2. What you answer for',
      body: [
        [
          'Sign in under your own IIN only. Act for a child only if you are its legal representative or have the right to do so by law.',
          'Keep the password secret. Do not use it anywhere else.',
          'Tell confirmation codes and one-time passwords to nobody, not even to a person who claims to be staff.',
          'Enter correct data. If your phone number or other data have changed, update them.',
          'Sign out if other people use the device too.',
          'If the phone is lost, a stranger has learnt the password, or the feed shows an event that was not yours, change the password at once or ask the operator.',
          'Do not hinder the account’s work: do not guess other people’s passwords, do not bypass its protection, do not send requests by programs.',
        ],
        'What is done with your password or code before you have told the operator that a stranger learnt it counts as done by you, unless proven otherwise.',
      ],
    },
    {
      heading: '3. What the operator answers for',
      body: [
        [
          'It keeps your data in the Republic of Kazakhstan and protects them under Law No. 94-V “On Personal Data and their Protection”.',
          'It keeps the password in such a way that nobody can read it, its staff included.',
          'It tells you of sign-ins and other security events and records them so that a record cannot be changed unnoticed.',
          'It shows the events of the queue systems without distortion and without deliberate delay.',
          'It does not close the event feed to you because somebody else was guessing your password.',
          'It helps you to get back in when the pages of the account could not, and names a contact for that.',
          'It reports a leak of data to the authorised body within one working day and informs the people affected.',
        ],
        'If you suffer harm through the operator’s fault, it makes it good under the laws of the Republic of Kazakhstan.',
      ],
    },
    {
      heading: '4. What does not depend on the operator',
      body: [
        'The queue, referrals and enrolment are decided by the queue systems, the education authorities and the kindergartens: send questions about those decisions to them. Facts in state registers are corrected by those who keep them.',
        'The operator does not answer for failures of the network, of electricity or of your device, but does everything so that what you entered is not lost.',
      ],
    },
    {
      heading: '5. What is recorded',
      body: [
        'For your safety the time of sign-in, the browser, the network address and what is done in the account are recorded. Passwords and codes do not get into the records. You see the history of events under “Security”.',
        'The record of accepting this agreement keeps the document, its version, the language, the time and the network address.',
      ],
    },
    {
      heading: '6. When access is limited',
      body: [
        'After several wrong passwords you have to wait for the next attempt. Where a stranger is suspected of trying to take over the account, some actions may be put off; the event feed can be read all the while.',
        'If the term of a referral is running out and you cannot sign in, ask the operator without waiting for its end.',
      ],
    },
    {
      heading: '7. Disputes',
      body: [
        'First ask the operator through the contact at the end of the page: it must answer within the time set by law. If the answer does not satisfy you, you can turn to the authorised state body or to a court of the Republic of Kazakhstan.',
        'If the legal representatives of a child dispute the account, the decision is taken by the documents; until then the account stays with the person under whose name it stands.',
      ],
    },
    {
      heading: '8. Term and changes',
      body: [
        'The agreement holds from the moment you sign in with it and for as long as you have an account. You can give it up at any time: stop using the account and tell the operator. This does not affect the child’s place in the queue.',
        'A new version gets a new date, and you are asked to accept it when you next sign in. Earlier versions stay at their addresses.',
        'Nothing in this agreement lessens the rights that the law gives you. The Kazakh, Russian and English texts have the same meaning; where they differ, the Kazakh and Russian texts apply.',
      ],
    },
  ],
}
