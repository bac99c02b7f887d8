/** Runs something and says how long it took (seconds) and whether it ended well; passes on its result or its error. */
export async function timed<T>(work: () => Promise<T>, observe: (seconds: number, error: unknown) => void): Promise<T> {
  const began = performance.now();
  try {
    const result = await work();
    observe((performance.now() - began) / 1000, undefined);
    return result;
  } catch (error) {
    observe((performance.now() - began) / 1000, error);
    throw error;
  }
}
