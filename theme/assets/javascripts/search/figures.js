// What a match is worth. The figures were set by the queries marked "tune" of the suite's table, and by no others.

// By likeness: contradicting marks, marks left out, the same spelling.
export const CONTRADICTS = 0
export const LEFT_OUT = 1
export const AGREES = 2
export const WORTH = [0.25, 0.8, 1]
// By field: titles come before bodies.
export const TITLE = 0
export const WEIGHTS = [4, 1]
// A result that lacks a word falls far behind; words that stand together count more.
export const PRICE_OF_MISSING = 4
export const WORTH_OF_PHRASE = 3

export const ENOUGH = 10 // results that the theme shows at first

export const sum = (list, value) => list.reduce((all, each) => all + value(each), 0)

/** Returns how many of `sorted` are not after `wanted`, by what `key` makes of each. */
export const countUpTo = (sorted, wanted, key = each => each) => {
  let low = 0
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1
    if (key(sorted[middle]) <= wanted) low = middle + 1
    else high = middle
  }
  return low
}

/** Returns a factor between 1 and 1.1: coming meetings before past ones, and of each the nearest first. */
export const timelinessOf = (day, now) => {
  if (!day) return 1
  const days = (Date.parse(`${day}T23:59:59+07:00`) - now) / 86400e3
  const nearness = 365 / (365 + Math.abs(days))
  return days >= 0 ? 1.05 + 0.05 * nearness : 1 + 0.05 * nearness
}
