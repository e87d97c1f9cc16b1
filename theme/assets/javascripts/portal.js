// Additions only: every page is right without this file.
import { markTimes, sortHome } from "./clock.js"
import { filterLists } from "./filter.js"
import { runHeader } from "./header.js"
import { runMeeting } from "./meeting.js"
import { helpOut } from "./messenger.js"
import { tellNews, watchRevision } from "./news.js"
import { watchLinks } from "./opening.js"
import { explainMissing, judgePrint } from "./printed.js"

const now = Date.now()
sortHome(now)
markTimes(now)
tellNews()
judgePrint()
watchRevision()
helpOut()
explainMissing()
watchLinks()
filterLists()
runMeeting()
runHeader()
addEventListener("hashchange", judgePrint)
setInterval(() => markTimes(Date.now()), 30e3)
