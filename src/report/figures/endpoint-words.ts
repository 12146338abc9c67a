const known: Readonly<Record<string, { readonly label: string; readonly unit: string }>> = {
  hamd17: { label: 'HAM-D17', unit: 'points' },
  hamd6: { label: 'HAM-D6', unit: 'points' },
  madrs: { label: 'MADRS', unit: 'points' },
  cadss: { label: 'CADSS', unit: 'points' },
  craving: { label: 'Craving', unit: 'mm' },
};

/** What an endpoint is called in a picture, and its unit. */
export function endpointWords(endpoint: string): { readonly label: string; readonly unit: string } {
  return known[endpoint] ?? { label: endpoint, unit: 'units of the endpoint' };
}
