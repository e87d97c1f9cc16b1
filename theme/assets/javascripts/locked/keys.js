// Keys as people meet them (phonghop/locked/spoken.py): 28 signs in a code or typed from under it, or five spoken words.
import { fold } from "../folding.js"

const SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
const KEY_SIGNS = 26 // signs that hold the key; two more check them
const KEY_BYTES = 16

/** Returns the 16 bytes that `text` stands for, with or without spaces and hyphens; null where signs are missing or misread. */
export const keyOf = text => {
  const signs = [...text.toLowerCase().replace(/[\s-]/g, "")].map(sign => SIGNS.indexOf(sign))
  if (signs.length !== KEY_SIGNS + 2 || signs.includes(-1)) return null
  let plain = 0
  let weighted = 0
  signs.forEach((sign, place) => {
    plain = (plain + sign) % SIGNS.length
    weighted = (weighted + place * sign) % SIGNS.length
  })
  if (plain || weighted) return null
  const bytes = new Uint8Array(KEY_BYTES)
  for (const sign of signs.slice(0, KEY_SIGNS)) {
    let carry = sign
    for (let i = KEY_BYTES - 1; i >= 0; i--) {
      carry += bytes[i] * SIGNS.length
      bytes[i] = carry & 255
      carry >>= 8
    }
    if (carry) return null
  }
  return bytes
}

/** Returns spoken words in the one form that a key is made of. */
export const foldedWords = words => fold(words.replaceAll("-", " ")).trim().split(/\s+/).join(" ")
