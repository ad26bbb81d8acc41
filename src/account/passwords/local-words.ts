/**
 * What people here choose first and international lists lack: places, the service and its systems, everyday words and
 * names, in Kazakh and Russian, in either script. Lower case; keyboard walks are found by `common.ts` itself.
 */
export const localWords: readonly string[] = `
қазақстан казахстан qazaqstan kazakhstan kazakstan qazaq kazakh қазақ казах
алматы almaty almata астана astana nursultan нурсултан нұрсұлтан шымкент shymkent караганда қарағанды karaganda
qaraghandy актобе ақтөбе aktobe aqtobe тараз taraz павлодар pavlodar атырау atyrau актау ақтау aktau костанай қостанай
kostanay семей semey кокшетау kokshetau уральск орал uralsk туркестан түркістан turkestan turkistan талдыкорган
indigo sakura mindal malahit azamat индиго сакура миндаль малахит азамат kabinet кабинет egov
балабақша balabaqsha balabaksha детсад detsad детскийсад садик sadik балапан balapan бала bala
құпиясөз qupiasoz kupiyasoz kupiasoz пароль parol сәлем salem salam салем привет privet рахмет rahmet
жаным zhanym janym анашым анам anam мама мамочка mamochka папа любовь lubov lyubov люблю солнышко solnyshko
зайка zaika котенок семья semya отбасы otbasy доченька сыночек счастье ангел angel принцесса princessa
айгерим айгерім aigerim aygerim нурлан нұрлан nurlan ерлан erlan yerlan асель әсел assel динара dinara алия әлия
aliya аружан aruzhan айсулу aisulu мадина madina данияр daniyar ернар yernar айдос aidos жанар zhanar гульнара gulnara
наташа natasha настя nastya сергей sergey александр aleksandr дмитрий dmitriy екатерина ekaterina мария mariya
максим maksim андрей andrey анастасия anastasia светлана svetlana татьяна tatyana
`
  .trim()
  .split(/\s+/)
