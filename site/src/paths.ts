import { fileURLToPath } from "node:url";

const pathTo = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The repository. */
export const ROOT: string = pathTo(".");

/** The package that has the generator and its configuration. */
export const SITE: string = pathTo("site");

/** The pages as VitePress reads them. Written anew by each build. */
export const CONTENT: string = pathTo("site/.content");

/** The site. */
export const OUTPUT: string = pathTo("site/dist");
