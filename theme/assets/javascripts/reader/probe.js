// Runs as a worker, and says whether workers here have what pages have: some browsers differ.
import { canShowPages } from "../ability.js"

postMessage(canShowPages())
