/** The id of the field for a place of what is sent: `/disclosure/ground` is `field-disclosure-ground`. */
export function fieldId(pointer: string): string {
  return `field${pointer.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
}
