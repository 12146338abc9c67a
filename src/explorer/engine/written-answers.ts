/** What is loaded after the first figures are shown: pictures and documents. */
export { drawFigure, powerCurveFigure, powerDocument, withPageColours } from '../../report/index.ts';
