/** The ranges that `init` writes into package.json: those that this package is tested with. */
export const VERSIONS = {
  "@aws-sdk/client-dynamodb": "^3.1162.0",
  "@aws-sdk/lib-dynamodb": "^3.1162.0",
  "@dynoxide/linux-x64": "1.2.1",
  "@types/node": "^20.19.0",
  tsx: "^4.20.0",
  typescript: "^7.0.2",
} as const;
