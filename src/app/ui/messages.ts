/** One table from codes to what the user reads: what happened, what to do now. */
import { assertNever, type Failure } from '@/core/failure';

export type Message = { readonly what: string; readonly whatNow: string };

const FORMATS = 'Try JPEG, PNG, WebP, AVIF, GIF or BMP.';

/** `name` is the file's, where there is one. */
export function describeFailure(failure: Failure, name = 'This file'): Message {
  const { code, detail } = failure;
  switch (code) {
    case 'file-empty':
      return { what: `${name} is empty.`, whatNow: 'Save or copy it again, then choose it anew.' };
    case 'file-not-image':
      return {
        what: `${name} is not a picture Lentigo can read (${detail}).`,
        whatNow: FORMATS,
      };
    case 'file-damaged':
      return {
        what: `${name} is damaged: ${detail}.`,
        whatNow: 'Open it in a picture viewer and save it again, or choose another file.',
      };
    case 'file-unreadable':
      return {
        what: `${name} could not be read: ${detail}.`,
        whatNow:
          'If it was moved or changed, choose it again. If the browser protects canvases, allow it for this page.',
      };
    case 'file-too-large':
      return {
        what: `${name} is too large: ${detail}.`,
        whatNow: 'Make a smaller copy (50 megapixels at the most) and choose that.',
      };
    case 'file-missing':
      return { what: `Something is missing: ${detail}.`, whatNow: 'Give it, too, and run again.' };
    case 'archive-unreadable':
      return {
        what: `${name} cannot be unpacked here: ${detail}.`,
        whatNow: 'Unpack it yourself, then give the folder.',
      };
    case 'truth-size-differs':
      return { what: detail, whatNow: 'Resize the truth to fit, or choose another file.' };
    case 'truth-in-colours':
      return { what: detail, whatNow: 'Choose the colour that marks the lesion.' };
    case 'truth-without-picture':
      return {
        what: `${name} looks like a ground truth, but it is not clear of which open picture.`,
        whatNow: 'Open its picture too, or use it for the open case.',
      };
    case 'model-missing':
      return {
        what: `The network could not be loaded: ${detail}.`,
        whatNow: 'Check the connection to this site, then try again.',
      };
    case 'model-altered':
      return {
        what: `The network's files are not the ones that its card describes: ${detail}.`,
        whatNow: 'Nothing was run with them. Reload the page; if it stays, tell who hosts it.',
      };
    case 'model-shape':
      return {
        what: `The network does not fit its card: ${detail}.`,
        whatNow: 'Reload the page; if it stays, tell who hosts it.',
      };
    case 'model-card':
      return {
        what: `The network's card cannot be used: ${detail}.`,
        whatNow: 'Reload the page; if it stays, tell who hosts it.',
      };
    case 'backend-unavailable':
    case 'backend-wrong':
      return {
        what: `Nothing on this device can run the network: ${detail}.`,
        whatNow: 'Use a current Chrome, Edge, Firefox or Safari, or choose another backend.',
      };
    case 'out-of-memory':
      return {
        what: `The device ran out of memory: ${detail}.`,
        whatNow: 'Close other tabs or programs, then try again.',
      };
    case 'device-lost':
      return {
        what: `The graphics card stopped answering: ${detail}.`,
        whatNow: 'Try again; if it stays, choose WASM as the backend.',
      };
    case 'predict-failed':
      return {
        what: `The network could not finish this picture: ${detail}.`,
        whatNow: 'Try again, or choose another backend.',
      };
    case 'training-order':
      return {
        what: `The training cannot begin like this: ${detail}.`,
        whatNow: 'Change the pairs or the settings, then try again.',
      };
    case 'training-diverged':
      return {
        what: `The training went astray: ${detail}.`,
        whatNow: 'What was best so far is kept. Try a third of the learning rate.',
      };
    case 'training-memory':
      return {
        what: `This device has too little memory for such a training: ${detail}.`,
        whatNow: 'Close other tabs, or choose a smaller resolution or less of the network.',
      };
    case 'training-elsewhere':
      return {
        what: 'Another tab of Lentigo has a training open.',
        whatNow:
          'Wait until it is done, choose Start over there, or close that tab; then try again.',
      };
    case 'worker-stopped':
      return {
        what: `A part of the page stopped in the middle of its work: ${detail}.`,
        whatNow: 'Close other tabs or programs, then try again.',
      };
    case 'save-failed':
      return { what: `The file could not be made: ${detail}.`, whatNow: 'Try again.' };
    case 'storage-full':
      return {
        what: `There is no room to keep this on your device: ${detail}.`,
        whatNow: 'It stays open until you close the page. Close some cases, or clear everything.',
      };
    case 'storage-denied':
      return {
        what: `Your cases are not kept: ${detail}.`,
        whatNow:
          'They are here until you close the page. Private windows and blocked site data do this.',
      };
    case 'storage-failed':
      return {
        what: `Something could not be kept on your device: ${detail}.`,
        whatNow: 'It stays open until you close the page.',
      };
    case 'camera-missing':
      return {
        what: `No camera was found: ${detail}.`,
        whatNow: 'Connect one and try again, or choose a picture.',
      };
    case 'camera-denied':
      return {
        what: `The camera may not be used: ${detail}.`,
        whatNow: 'Allow it for this page in the browser’s settings, then try again.',
      };
    case 'camera-busy':
      return {
        what: `The camera does not answer: ${detail}.`,
        whatNow: 'Close other programs that use it, then try again.',
      };
    case 'camera-lost':
      return {
        what: `The camera stopped: ${detail}.`,
        whatNow: 'Connect it again, then try again.',
      };
    case 'camera-insecure':
      return {
        what: `This browser gives the page no camera: ${detail}.`,
        whatNow: 'Open the page by an address that starts with https:// or on localhost.',
      };
    case 'unexpected':
      return { what: `Something unexpected happened: ${detail}.`, whatNow: 'Reload the page.' };
    default:
      return assertNever(code);
  }
}

/** Of a model that was to be imported; nothing of it was kept. */
export function describeImport(failure: Failure, name: string): Message {
  const { code, detail } = failure;
  const again = 'Nothing was kept. Export it again where it came from, and give that file.';
  switch (code) {
    case 'archive-unreadable':
      return { what: `${name} cannot be unpacked: ${detail}.`, whatNow: again };
    case 'model-altered':
      return {
        what: `The files in ${name} are not the ones that its card describes: ${detail}.`,
        whatNow: again,
      };
    case 'model-shape':
      return {
        what: `The network in ${name} is not one that Lentigo runs: ${detail}.`,
        whatNow: 'Nothing was kept. Give a network that Lentigo or its training exported.',
      };
    case 'model-card':
      return {
        what: `The card in ${name} cannot be used: ${detail}.`,
        whatNow: 'Nothing was kept. Give a network that Lentigo or its training exported.',
      };
    default:
      return describeFailure(failure, name);
  }
}
