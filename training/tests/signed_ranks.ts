/** In: lists of paired differences. Out: the page's Wilcoxon test of each, as JSON. */
import { readFileSync } from 'node:fs';
import { testSignedRanks } from '@/core/evaluation/wilcoxon';

const lists = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as number[][];
console.log(JSON.stringify(lists.map(testSignedRanks)));
