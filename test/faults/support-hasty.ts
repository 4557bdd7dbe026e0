import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";

type RetryStrategy = NonNullable<DynamoDBClientConfig["retryStrategy"]>;

/** The SDK's retries without pauses and quota, so that thousands of faults take only seconds. */
export function hastyRetries(maxAttempts: number): RetryStrategy {
  const token = (retries: number) => ({
    getRetryCount: () => retries,
    getRetryDelay: () => 1,
  });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(last, { errorType }) {
      const retries = last.getRetryCount() + 1;
      const mayPass = errorType === "THROTTLING" || errorType === "TRANSIENT";
      if (mayPass && retries < maxAttempts) return token(retries);
      throw new Error("No more attempts.");
    },
    recordSuccess() {},
  };
}
