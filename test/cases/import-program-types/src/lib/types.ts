export enum Currency { EUR = "EUR", USD = "USD" }
export enum Level { LOW, HIGH }
export interface Address { street: string; zip?: string; country: "DE" | "FR" }
export type Id = string;
export type Paged<T, K extends string = "items"> = { [P in K]: T[] } & { next?: string };
