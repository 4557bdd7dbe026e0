/** The name of this package. */
export const PACKAGE_NAME = "ddb-pattern-gen";

/**
 * The address of the project's repository, as a browser opens it. The project has none yet. Once it is set
 * here, help and reports lead to it, and a test requires it in the three package.json.
 */
export const PROJECT_URL: string | undefined = undefined;

/** Where users find what messages mention. */
export interface Links {
  /** A page of the reference: "language.md", "codes.md#hot-key". */
  readonly page: (page: string) => string;
  /** Where users report bugs; `undefined` as long as there is no address. */
  readonly issues: string | undefined;
}

/** The links of a project at an address. Without an address, pages are those of the installed package. */
export function linksFrom(url: string | undefined): Links {
  const root = url === undefined ? `node_modules/${PACKAGE_NAME}` : `${url}/blob/main`;
  return {
    page: (page) => `${root}/docs/reference/${page}`,
    issues: url === undefined ? undefined : `${url}/issues`,
  };
}

const LINKS = linksFrom(PROJECT_URL);

export const pageLink: Links["page"] = LINKS.page;

export const ISSUES_LINK: string | undefined = LINKS.issues;

/** The section of the reference about the code of a diagnostic, or about a rule of `breaking`. */
export function codeLink(code: string): string {
  const isRule = /^[A-Z]/.test(code);
  return pageLink(isRule ? `breaking.md#${code.toLowerCase()}` : `codes.md#${code}`);
}
