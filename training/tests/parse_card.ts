/** In: { card }, the path of a card.json. Out: the card as the page's schema lets it through. */
import { readFileSync } from 'node:fs';
import { parseCard } from '@/engine/network/card';

const { card } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as { card: string };
console.log(JSON.stringify(parseCard(JSON.parse(readFileSync(card, 'utf8')))));
