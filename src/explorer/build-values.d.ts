/** The version of the program; the build puts it in. */
declare const __VERSION__: string;
