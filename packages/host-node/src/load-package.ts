function isMissing(error: unknown, name: string): boolean {
  const isUnfound = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
  return isUnfound && error.message.includes(`'${name}'`);
}

/** An optional package, loaded when it is first needed; says what to install where it is not there. */
export async function loadPackage<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    throw new Error(`the package "${name}" is not installed: npm install ${name}`, { cause: error });
  }
}
