import type { Carrier } from "./shipping.js";

/** The carrier's API. */
export function carrierAt(url: string): Carrier {
  const call = async (path: string, method: string): Promise<Response> => {
    const response = await fetch(`${url}${path}`, { method });
    if (!response.ok) throw new Error(`The carrier answered ${response.status} to ${method}.`);
    return response;
  };
  return {
    async book(key, order_id) {
      const path = `/parcels/${encodeURIComponent(key)}?order=${encodeURIComponent(order_id)}`;
      const response = await call(path, "PUT");
      return (await response.json()) as { readonly parcel_id: string };
    },
    async giveUp(parcel_id) {
      await call(`/parcels/${encodeURIComponent(parcel_id)}`, "DELETE");
    },
  };
}
