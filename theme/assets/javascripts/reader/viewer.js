// The pages of a PDF on the screen, by pdf.js and its viewer's components.
import { FileRanges } from "./ranges.js"
import { workerScript } from "./copy.js"

const CHUNK = 262144 // bytes of one request at least: a scanned page is two or three of them
// What a page may take on a touch screen, in pixels: ten pages are kept, four bytes each, and phones close a page that takes
// more than some 300 MB. Where that is too coarse when zoomed in, the part on the screen is drawn once more, sharp.
const PHONE_PIXELS = 3e6
const PHONE_AREA = 64 * 1024 * 1024 // bytes of a picture before it is scaled down; iOS refuses larger canvases
const WAIT_AFTER_GESTURE = 400 // ms before a page is drawn anew

const isPhone = () => matchMedia("(pointer: coarse)").matches

/** Loads pdf.js from the folder `folder`: the components need the core to be there. */
const load = async folder => {
  const core = new URL("pdf.min.js", folder).href
  const components = new URL("viewer.min.js", folder).href
  for (const href of [core, components]) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }))
  }
  const pdfjs = await import(core)
  return { pdfjs, viewer: await import(components) }
}

// The portal speaks for itself: pdf.js's own labels are English.
const SILENT = {
  getLanguage: () => document.documentElement.lang,
  getDirection: () => "ltr",
  get: async () => "",
  translate: async () => {},
  translateOnce: async () => {},
  pause() {},
  resume() {},
  destroy: async () => {},
}

/**
 * Shows the file of `source` in `container` and returns what the page's controls need.
 *
 * `source` has `url`, `size` and `pdfjs`, the folder; `on` has what is told: `replaced`, `lost(error)`, which returns a promise
 * kept when reading should be tried again, `whole(bytes)`; `pageLabel(n)` names a page to those who do not see it.
 */
export const openViewer = async (source, container, on) => {
  const folder = new URL(source.pdfjs, document.baseURI)
  const { pdfjs, viewer: components } = await load(folder)
  pdfjs.GlobalWorkerOptions.workerSrc = workerScript(new URL("pdf.worker.min.js", folder).href)

  const ranges = new FileRanges({
    url: source.url,
    size: source.size,
    fetch: (url, options) => fetch(url, options),
    onReplaced: on.replaced,
    onLost: on.lost,
    onWhole: on.whole,
  })
  class Transport extends pdfjs.PDFDataRangeTransport {
    async requestDataRange(begin, end) {
      this.onDataRange(begin, await ranges.read(begin, end))
    }
  }
  const task = pdfjs.getDocument({
    range: new Transport(source.size, null),
    length: source.size,
    rangeChunkSize: CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    isEvalSupported: false,
    wasmUrl: new URL("wasm/", folder).href,
    standardFontDataUrl: new URL("fonts/", folder).href,
    ...(isPhone() ? { canvasMaxAreaInBytes: PHONE_AREA } : {}),
  })
  // A file with a password is for the phone's own viewer, which asks for it.
  task.onPassword = () => task.destroy()
  const pdf = await task.promise

  const bus = new components.EventBus()
  const links = new components.PDFLinkService({ eventBus: bus, externalLinkRel: "noopener noreferrer" })
  const view = new components.PDFViewer({
    container,
    eventBus: bus,
    linkService: links,
    l10n: SILENT,
    annotationMode: pdfjs.AnnotationMode.ENABLE,
    imageResourcesPath: new URL("images/", folder).href,
    enableSelectionRendering: false,
    removePageBorders: true,
    supportsPinchToZoom: false,
    enableDetailCanvas: true,
    ...(isPhone() ? { maxCanvasPixels: PHONE_PIXELS, capCanvasAreaFactor: 200 } : {}),
  })
  links.setViewer(view)
  const isReady = new Promise(resolve => {
    bus.on("pagesinit", () => {
      view.currentScaleValue = isPhone() || container.clientWidth < 700 ? "page-width" : "auto"
      resolve()
    })
  })
  view.setDocument(pdf)
  links.setDocument(pdf, null)
  await isReady
  for (const page of container.querySelectorAll(".page")) page.setAttribute("aria-label", on.pageLabel(page.dataset.pageNumber))
  zoomByGesture(pdfjs, view, container)
  addEventListener("resize", () => {
    if (["page-width", "auto", "page-fit"].includes(view.currentScaleValue)) view.currentScaleValue = view.currentScaleValue
  })
  return { pdf, view, bus, links, ranges, close: () => task.destroy() }
}

/** Two fingers on a screen, or the wheel with Ctrl (which is also what a touch pad sends), enlarge where they are. */
const zoomByGesture = (pdfjs, view, container) => {
  new pdfjs.TouchManager({
    container,
    isPinchingDisabled: () => false,
    isPinchingStopped: () => false,
    onPinching: (origin, before, after) =>
      view.updateScale({ drawingDelay: WAIT_AFTER_GESTURE, scaleFactor: after / before, origin }),
    signal: new AbortController().signal,
  })
  container.addEventListener(
    "wheel",
    event => {
      if (!event.ctrlKey) return
      event.preventDefault()
      const scaleFactor = Math.exp(-event.deltaY / 300)
      view.updateScale({ drawingDelay: WAIT_AFTER_GESTURE, scaleFactor, origin: [event.clientX, event.clientY] })
    },
    { passive: false },
  )
}
