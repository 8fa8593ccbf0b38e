/**
 * Starts the workers and has the page mounted; nothing else. `?backend=` and `?model=` choose what it starts with. What a
 * visit begins with is cut into short tasks, so that the browser can answer between them.
 */
import '@/app/ui/mantineStyles';
import '@mantine/notifications/styles.css';
import '@/app/ui/page.css';
import { download } from '@/app/browser/download';
import { watchGivenFiles } from '@/app/browser/givenFiles';
import { watchInstallOffer } from '@/app/browser/installOffer';
import { watchPage } from '@/app/browser/outsideRequests';
import { areKept, dropFiles, keepFiles, keepMissing } from '@/app/browser/keptModels';
import { startServiceWorker } from '@/app/browser/serviceWorker';
import { askToPersist, clearStoredData, listStoredData } from '@/app/browser/storedData';
import { startWorkers } from '@/app/browser/workers';
import { noteModelInAddress, parseStartOptions } from '@/app/browser/startOptions';
import { watchCertainty } from '@/app/flows/assessCertainty';
import { watchCorrecting } from '@/app/flows/correctOutline';
import { watchMeasures } from '@/app/flows/measureCase';
import { watchUncertainty } from '@/app/flows/showUncertainty';
import { startKeeping } from '@/app/flows/restoreCases';
import { flushShelf } from '@/app/flows/keepCases';
import { changeOffline, keepOffline, keepRunningNetwork } from '@/app/flows/keepOffline';
import { noteOutsideRequest } from '@/app/flows/noteOutsideRequest';
import { refreshOwnModels } from '@/app/flows/ownModels';
import type { Ports } from '@/app/flows/ports';
import { recoverWorker } from '@/app/flows/recoverWorker';
import { startEngine } from '@/app/flows/startEngine';
import { takeFiles } from '@/app/flows/takeFiles';
import { createAppStore, forgetPreferences } from '@/app/store/store';
import { until } from '@/app/store/until';
import { createCaseShelf } from '@/storage/caseShelf';
import { createModelShelf } from '@/storage/modelShelf';
import { takeLock } from '@/storage/tabLock';
import type { TrainingShelf } from '@/storage/trainingShelf';
import { version as packageVersion } from '../package.json';
import type { OutsideRequest } from '@/core/privacy/outsideRequests';

const store = createAppStore();
const onOutsideRequest = (request: OutsideRequest) => noteOutsideRequest(store, request);
watchPage(onOutsideRequest);
const workers = startWorkers(
  (which, death) => recoverWorker(ports, which, death),
  onOutsideRequest,
);
const offline = import.meta.env.PROD
  ? keepOffline(store, startServiceWorker)
  : Promise.resolve({ loadUpdate: () => window.location.reload() });
let trainingShelf: Promise<TrainingShelf> | null = null;
const openTrainingShelf = () =>
  import('@/storage/trainingShelf').then((shelf) => shelf.createTrainingShelf());
const ports: Ports = {
  ...workers,
  store,
  download,
  shelf: createCaseShelf(),
  openEvaluationShelf: () =>
    import('@/storage/evaluationShelf').then((shelf) => shelf.createEvaluationShelf()),
  models: createModelShelf(),
  openTrainingShelf: () => (trainingShelf ??= openTrainingShelf()),
  takeLock,
  version: packageVersion,
  newId: () => crypto.randomUUID(),
  modelsUrl: new URL('models/', document.baseURI).href,
  loadUpdate: () =>
    void Promise.all([offline, flushShelf(ports)]).then(([{ loadUpdate }]) => loadUpdate()),
  install: watchInstallOffer((canInstall) => changeOffline(store, { canInstall })),
  keptModels: { areKept, keepMissing, keepFiles, dropFiles },
  noteModelInAddress,
  askToPersist,
  listStoredData,
  clearStoredData: async () => {
    await clearStoredData();
    forgetPreferences(store);
  },
};

async function startPage(): Promise<void> {
  const foundation = import('@/app/ui/foundation');
  await nextTask();
  void startEngine(ports, parseStartOptions(window.location.search));
  startKeeping(ports);
  watchCertainty(ports);
  watchMeasures(ports);
  watchCorrecting(ports);
  watchUncertainty(ports);
  const areCasesBack = until(store, ({ keeping }) => keeping.status !== 'starting');
  // then a picture that is kept already is opened, not doubled
  watchGivenFiles((files) => void areCasesBack.then(() => takeFiles(ports, files)));
  void refreshOwnModels(ports);
  void keepRunningNetwork(ports);
  await foundation;
  await nextTask();
  const { mountPage } = await import('@/app/ui/mountPage');
  await nextTask();
  mountPage(ports);
}

/** Behind what the browser has to do meanwhile. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

void startPage();
