import { expect, it } from 'vitest';
import { declaredDrugs } from '../../../src/scenario/templates/declared-drugs.ts';

it('pretreatments that block are blockers with their target, infusions of something are drugs', () => {
  const treatments = {
    pretreatments: { placebo: { kind: 'inert' }, a: { kind: 'tablet' }, b: { kind: 'depot', target: 'other' } },
    infusions: { c: { kind: 'ketamine' }, nothing: { kind: 'saline' } },
  };
  expect(declaredDrugs(treatments)).toEqual([
    { name: 'a', role: 'blocker', target: 'opioid' },
    { name: 'b', role: 'blocker', target: 'other' },
    { name: 'c', role: 'drug' },
  ]);
});

it('what is declared by shape is a drug where it has effects, and a blocker where it only binds', () => {
  const drugs = { d: { effects: { severity: {}, acute: {} }, targets: { t: {} } }, e: { targets: { t: {} } }, f: {} };
  expect(declaredDrugs({ drugs }, 'drugs/mine')).toEqual([
    { name: 'd', role: 'drug', effects: ['severity', 'acute'], lowers: [], file: 'drugs/mine' },
    { name: 'e', role: 'blocker', target: 't', file: 'drugs/mine' },
  ]);
  expect(declaredDrugs(undefined)).toEqual([]);
});
