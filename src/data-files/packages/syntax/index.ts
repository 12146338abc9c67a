import { rSyntax } from './r-syntax.ts';
import { sasSyntax } from './sas-syntax.ts';
import { spssSyntax } from './spss-syntax.ts';
import { stataSyntax } from './stata-syntax.ts';
import type { SyntaxFile } from './syntax-file.ts';

/** Every package whose code reads a CSV file of ours with labels. A package is one file beside this one and one word here. */
export const syntaxFiles: readonly SyntaxFile[] = [rSyntax, sasSyntax, spssSyntax, stataSyntax];
